-- The roles and schemas of a fresh database, run once by its superuser. psql takes the passwords from
-- the environment; the local stack replaces the variables itself. Tables come from the services'
-- migrations: the provisioner owns "users", the number service owns "numbers", and the gateway may
-- read what the provisioner grants it.
\getenv provisioner_password PROVISIONER_DB_PASSWORD
\getenv number_service_password NUMBER_SERVICE_DB_PASSWORD
\getenv scim_gateway_password SCIM_GATEWAY_DB_PASSWORD

CREATE ROLE provisioner LOGIN PASSWORD :'provisioner_password';
CREATE ROLE number_service LOGIN PASSWORD :'number_service_password';
CREATE ROLE scim_gateway LOGIN PASSWORD :'scim_gateway_password';

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA users AUTHORIZATION provisioner;
CREATE SCHEMA numbers AUTHORIZATION number_service;
GRANT USAGE ON SCHEMA users TO scim_gateway;
