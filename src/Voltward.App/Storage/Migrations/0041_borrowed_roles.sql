-- A role that a person acts in for a time without holding it: in place of a colleague (delegation), or in an emergency (glass).
create table borrowed_role (
    grant_id text primary key,
    kind text not null,                                 -- delegation glass
    person_id text not null references person (person_id),
    role text not null,
    from_person text references person (person_id),     -- whose place is taken; null: emergency
    reason text not null,
    valid_from text not null, valid_to text not null,   -- instants; valid_to never empty
    asked_by text not null, asked_at text not null,
    approved_by text, approved_at text,                 -- delegation: before it counts; emergency: afterwards
    ended_by text, ended_at text, end_reason text       -- refused or ended early
);
create index borrowed_role_person on borrowed_role (person_id);

alter table case_step add column for_person text;       -- whose place was taken in this step
alter table case_step add column grant_id text;         -- the borrowed role it was taken in
alter table interruption_proof add column for_person text;
