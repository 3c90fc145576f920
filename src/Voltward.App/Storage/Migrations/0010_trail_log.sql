-- The leaf of each entry in the Merkle log, and the salt without which it cannot be guessed. Entries older than this have none.
alter table trail_entry add column salt text;
alter table trail_entry add column leaf text;

-- Physical exhibits (物证): what was taken, by whom and from where, and the bag it was sealed in. One row per exhibit, never changed.
create table exhibit (
    exhibit_no text primary key,                        -- WZ-2026-000001
    case_no text not null references inspection_case (case_no),
    org_path text not null,
    kind text not null,                                 -- meter transformer seal wire device other
    description text not null,
    company_owned bigint not null,                      -- 1: the company's own equipment
    obtained text not null,                             -- removed handed-over taken-by-police
    given_by text,                                      -- who handed it over, when it is not the company's
    bag_no text not null, seal_no text not null unique,
    photo_sha256 text not null,                         -- condition when sealed
    place text not null,
    sealed_at text not null, sealed_by text not null, witness text not null
);
create index exhibit_case on exhibit (case_no);

-- Every hand-over and opening of an exhibit, in order; two people each time, never changed.
create table exhibit_move (
    exhibit_no text not null references exhibit (exhibit_no),
    n bigint not null,
    kind text not null,                                 -- hand-over open reseal
    at text not null,
    given_by text not null, taken_by text not null,
    place text not null,
    seal_found text not null,                           -- number on the bag when it was taken over
    seal_after text not null,                           -- number on the bag afterwards
    authorisation text,                                 -- of the laboratory, for opening
    photo_sha256 text,
    note text,
    recorded_by text not null,
    primary key (exhibit_no, n)
);
