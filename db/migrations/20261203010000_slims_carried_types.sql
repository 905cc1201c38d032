-- Module moving/slims: types of members become categories; which one a type has become is remembered like everything that comes.
alter table slims_carried drop constraint slims_carried_table_name_check;
alter table slims_carried add constraint slims_carried_table_name_check
  check (table_name in ('biblio', 'item', 'member', 'mst_member_type', 'loan', 'loan_history', 'fines'));
