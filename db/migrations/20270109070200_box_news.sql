-- What the teachers of a class were told of the box that it asked a library for: the request and how it stood, each once. What stands now is no news.
alter table learning_class add column box_told text not null default '' check (length(box_told) <= 60);
update learning_class c set box_told = r.id || ':' || case when r.state = 'declined' then 'declined'
    when b.status = 'packing' then 'accepted' when b.status = 'cancelled' then 'cancelled' else 'lent' end
  from bulk_loan_request r left join bulk_loan b on b.id = r.bulk_loan_id
  where r.id = c.box_request_id and r.state in ('accepted', 'declined');
