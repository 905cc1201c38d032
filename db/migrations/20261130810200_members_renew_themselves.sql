-- Module members: a member who wants to renew by hand says so in the account; loans then never renew by themselves, whatever the rules say.
alter table member add renews_itself boolean not null default true;
