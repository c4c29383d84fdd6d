-- The office by which a user's number was last given or kept, where it is not the office that they have now: who moves
-- while they are suspended is renumbered when they come back, if that is the company's policy. Null: office_id.
ALTER TABLE subscriber ADD COLUMN number_office_id uuid;
