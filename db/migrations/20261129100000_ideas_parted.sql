-- What was merged into an idea can be parted again: votes and comments know on which card they were given.
alter table idea_comment add column came_from_id bigint references idea (id) on delete set null;
alter table idea_vote add column came_from_id bigint references idea (id) on delete set null;
create index idea_comment_came_from on idea_comment (came_from_id) where came_from_id is not null;
create index idea_vote_came_from on idea_vote (came_from_id) where came_from_id is not null;
-- a vote for what is not on the board any more is free again
delete from idea_vote v using idea i where i.id = v.idea_id and i.withdrawn_at is not null;
