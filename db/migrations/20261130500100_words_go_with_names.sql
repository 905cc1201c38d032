-- Module questionnaires: with the name of a named answer goes what was said in own words, in which it may stand. Of those whose name
-- went before, now.
update questionnaire_response r set answers = r.answers - (
  select coalesce(array_agg(question ->> 'id'), '{}')
  from questionnaire_placement p join questionnaire_version v on v.id = p.version_id,
    jsonb_array_elements(v.content -> 'questions') question
  where p.id = r.placement_id and question ->> 'kind' in ('text', 'file'))
where r.privacy = 'named' and r.enrolment_id is null and r.member_id is null;
