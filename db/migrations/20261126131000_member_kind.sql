-- Module members: a member is a person or an institution (TBM, school, kelurahan office). A category is for one of the two, and the
-- database holds that a member's kind is that of the category.
alter table member_category add kind text not null default 'person' check (kind in ('person', 'institution'));
update member_category set kind = 'institution' where code = 'lembaga';
alter table member_category add constraint member_category_kind unique (id, kind);

alter table member add kind text not null default 'person' check (kind in ('person', 'institution'));
update member set kind = 'institution', birth_date = null, sex = null
  where category_id in (select id from member_category where kind = 'institution');
alter table member add constraint member_kind_fits_category
  foreign key (category_id, kind) references member_category (id, kind);
-- an institution has neither birthday nor sex
alter table member add constraint member_institution_is_no_person
  check (kind = 'person' or (birth_date is null and sex is null));

-- Who speaks for an institution, and who may borrow on its card.
create table member_contact (
  id bigint generated always as identity primary key,
  member_id bigint not null references member on delete cascade,
  position integer not null,
  name text not null,
  role text,
  phone text,
  email text,
  may_borrow boolean not null,
  unique (member_id, position)
);
