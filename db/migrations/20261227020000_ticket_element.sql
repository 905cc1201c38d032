-- Which element of the satisfaction survey a ticket concerns, as staff say; it stands beside the element and is in no score.
alter table ticket add column element text check (element in ('U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8', 'U9'));
create index ticket_element on ticket (created_at) where element is not null or merged_into_id is not null;
create index ticket_about on ticket (about_kind, about_ref) where about_kind is not null;
