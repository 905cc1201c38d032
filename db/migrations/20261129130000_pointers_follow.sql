-- What points at a record follows it when it is merged into another one, in the same transaction: lists, reviews, histories, reading lists of
-- programmes, subscriptions, orders, suggestions, donations, short links. Where both were pointed at by the same, the kept one's stays.
-- (Copies, files and headings are moved by the merging itself, holds by hold_follow_bib; tests/record-pointers.test.ts knows all of them.)
create function follow_merged_bib(gone bigint, kept_id bigint) returns void language plpgsql as $$
begin
  delete from reading_list_entry e where e.bib_id = gone
    and exists (select from reading_list_entry kept where kept.list_id = e.list_id and kept.bib_id = kept_id);
  update reading_list_entry set bib_id = kept_id where bib_id = gone;
  delete from review r where r.bib_id = gone
    and exists (select from review kept where kept.member_id = r.member_id and kept.bib_id = kept_id);
  update review set bib_id = kept_id where bib_id = gone;
  delete from reading_history h where h.bib_id = gone
    and exists (select from reading_history kept where kept.member_id = h.member_id and kept.bib_id = kept_id
      and kept.returned_at is not distinct from h.returned_at);
  update reading_history set bib_id = kept_id where bib_id = gone;
  delete from program_reading r where r.bib_id = gone
    and exists (select from program_reading kept where kept.program_id = r.program_id
      and kept.session_id is not distinct from r.session_id and kept.bib_id = kept_id);
  update program_reading set bib_id = kept_id where bib_id = gone;
  update subscription set bib_id = kept_id where bib_id = gone;
  update purchase_order_line set bib_id = kept_id where bib_id = gone;
  update suggestion set bib_id = kept_id where bib_id = gone;
  update donation_book set bib_id = kept_id where bib_id = gone;
  update short_link set bib_id = kept_id where bib_id = gone;
end $$;

create function pointers_follow_bib() returns trigger language plpgsql as $$
begin
  perform follow_merged_bib(new.id, new.merged_into_id);
  return null;
end $$;
create trigger pointers_follow_bib after update of merged_into_id on bib for each row
  when (old.merged_into_id is null and new.merged_into_id is not null) execute function pointers_follow_bib();

-- what was merged before, the first merging first: what went along twice goes to the end
do $$
declare merged record;
begin
  for merged in select id, merged_into_id from bib where merged_into_id is not null order by deleted_at, id loop
    perform follow_merged_bib(merged.id, merged.merged_into_id);
  end loop;
end $$;
