-- Module audit: the form by which an act was asked for, so that the same form sent twice is one act.
-- Neither its key nor where it led is kept in a readable form; only who sends the same form again can open it.
create table form_act (
  key bytea primary key check (length(key) = 32),
  request_id text not null,
  at timestamptz not null,
  -- where the answer led, sealed by the form itself; null = not answered yet
  answer bytea
);
create index form_act_at on form_act (at);

-- Module identity: what was typed into a form while the session had ended. One form for each session; it goes with the session.
create table kept_form (
  session_id bigint primary key references session (id) on delete cascade,
  token_hash bytea not null unique check (length(token_hash) = 32),
  at timestamptz not null,
  -- sealed by the token, which only the browser has
  content bytea not null check (length(content) <= 8000000)
);
create index kept_form_at on kept_form (at);
