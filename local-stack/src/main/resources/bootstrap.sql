-- Once for a new database: who may do what. Each service owns one schema and migrates it itself; the
-- gateway only reads what the user store's migrations grant it.
--
-- A psql script whose passwords come from the environment (docker-compose). The local stack and the
-- tests run it over JDBC: they leave out the backslash commands and fill in the variables themselves.

\getenv provisioner_password PROVISIONER_DB_PASSWORD
\getenv number_service_password NUMBER_SERVICE_DB_PASSWORD
\getenv scim_gateway_password SCIM_GATEWAY_DB_PASSWORD

CREATE ROLE provisioner LOGIN PASSWORD :'provisioner_password';
CREATE ROLE number_service LOGIN PASSWORD :'number_service_password';
CREATE ROLE scim_gateway LOGIN PASSWORD :'scim_gateway_password';

ALTER ROLE provisioner SET search_path = users;
ALTER ROLE number_service SET search_path = numbers;
ALTER ROLE scim_gateway SET search_path = users;
-- A second lock on the gateway's door, beside its having no right to write.
ALTER ROLE scim_gateway SET default_transaction_read_only = on;

CREATE SCHEMA users AUTHORIZATION provisioner;
CREATE SCHEMA numbers AUTHORIZATION number_service;
GRANT USAGE ON SCHEMA users TO scim_gateway;
