-- Module moving/slims: members, loans and fines come too. A member's number is remembered as a number made from its digest (rules/member-key.ts).
alter table slims_carried drop constraint slims_carried_table_name_check;
alter table slims_carried add constraint slims_carried_table_name_check
  check (table_name in ('biblio', 'item', 'member', 'loan', 'loan_history', 'fines'));
