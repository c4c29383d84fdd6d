-- A deleted user leaves no number that was asked for. Only tombstones that have one are touched; nobody else writes to them.
UPDATE subscriber SET requested_number = NULL, judged_number = NULL, judged_refusal = NULL
WHERE state = 'deleted' AND (requested_number IS NOT NULL OR judged_number IS NOT NULL);
