-- Module questionnaires: of how many users of a service a survey asks; how many have to answer follows from it.
alter table questionnaire_placement add column population integer check (population >= 1);
-- Figures that are seen while answers come say from now on why one is not there, and hold what intervals are made of. Those that were made
-- before do not: they go, and new ones are made of the answers. Five answers and more lie between them and what was seen.
delete from questionnaire_interim;
