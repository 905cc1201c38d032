-- Module acquisition: what may be spent, by library, source and year. Whole rupiah.
create table budget (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  source text not null check (source in ('apbd', 'dak', 'bos', 'hibah', 'csr', 'lain')),
  year smallint not null check (year between 2000 and 2200),
  name text not null check (length(name) between 1 and 120),
  amount bigint not null check (amount >= 0),
  -- ordered and not here yet
  committed bigint not null default 0 check (committed >= 0),
  spent bigint not null default 0 check (spent >= 0),
  -- how much more somebody has confirmed
  overrun bigint not null default 0 check (overrun >= 0),
  version integer not null default 1,
  unique (library_id, source, year, name),
  constraint budget_covers check (committed + spent <= amount + overrun)
);

create table purchase_order (
  id bigint generated always as identity primary key,
  number text not null unique,
  library_id bigint not null references library,
  supplier text not null check (length(supplier) between 1 and 200),
  supplier_address text not null default '' check (length(supplier_address) <= 300),
  note text not null default '' check (length(note) <= 500),
  status text not null default 'draft' check (status in ('draft', 'ordered', 'partly_received', 'received', 'closed', 'cancelled')),
  created_at timestamptz not null,
  created_by text not null,
  ordered_at timestamptz,
  ended_at timestamptz,
  end_reason text check (length(end_reason) between 1 and 300),
  check (status in ('draft', 'cancelled') or ordered_at is not null),
  check ((status in ('closed', 'cancelled')) = (end_reason is not null))
);
create index purchase_order_library on purchase_order (library_id, id);

create table purchase_order_line (
  id bigint generated always as identity primary key,
  order_id bigint not null references purchase_order on delete cascade,
  bib_id bigint references bib,
  suggestion_id bigint references suggestion on delete set null,
  title text not null check (length(title) between 1 and 300),
  author text check (length(author) between 1 and 200),
  publisher text check (length(publisher) between 1 and 200),
  year smallint check (year between 1400 and 2200),
  isbn text check (isbn ~ '^97[89][0-9]{10}$'),
  copies integer not null check (copies between 1 and 1000),
  -- whole rupiah, of one copy
  unit_price bigint not null check (unit_price between 0 and 2000000000),
  -- where the copies go
  library_id bigint not null references library,
  item_type text not null references item_type (code),
  budget_id bigint not null references budget,
  received integer not null default 0,
  -- more than was ordered is never received
  constraint purchase_order_line_received check (received between 0 and copies)
);
create index purchase_order_line_order on purchase_order_line (order_id, id);
create index purchase_order_line_budget on purchase_order_line (budget_id);
create index purchase_order_line_suggestion on purchase_order_line (suggestion_id);

-- A delivery; sent twice by a browser or a program, it is received once.
create table purchase_receipt (
  id bigint generated always as identity primary key,
  order_id bigint not null references purchase_order,
  request_key text not null unique check (length(request_key) between 8 and 100),
  invoice text not null default '' check (length(invoice) <= 100),
  received_at timestamptz not null,
  received_by text not null
);
create index purchase_receipt_order on purchase_receipt (order_id, id);

-- Each copy that came of a delivery.
create table purchase_receipt_item (
  item_id bigint primary key references item,
  receipt_id bigint not null references purchase_receipt,
  line_id bigint not null references purchase_order_line,
  -- what was paid for it, whole rupiah
  price bigint not null check (price between 0 and 2000000000),
  -- received by mistake: the copy is withdrawn, the line waits again
  undone_at timestamptz,
  undone_reason text check (length(undone_reason) between 1 and 300),
  check ((undone_at is null) = (undone_reason is null))
);
create index purchase_receipt_item_receipt on purchase_receipt_item (receipt_id);
create index purchase_receipt_item_line on purchase_receipt_item (line_id);
