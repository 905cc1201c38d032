-- Module acquisition: volumes of a set share an ISBN and are two wishes; the same ISBN and title is one, however many ask at once.
drop index suggestion_live_isbn;
create unique index suggestion_live_isbn on suggestion (isbn, title_key)
  where status in ('open', 'later', 'buy') and isbn is not null;
