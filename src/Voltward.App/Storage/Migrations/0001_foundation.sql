-- Trail, idempotency, counters, people. Instants are ISO text in UTC, business days yyyy-MM-dd, yes/no is 1/0.
create table counter (
    name text primary key,
    next bigint not null
);

create table trail_entry (
    seq bigint primary key,
    at text not null,
    actor text not null,
    org_path text not null,
    action text not null,
    subject text not null,
    detail text,
    previous_hash text not null,
    hash text not null
);
create index trail_entry_subject on trail_entry (subject, seq);

create table idempotency (
    request_key text primary key,
    actor text not null,
    at text not null,
    answer text
);

create table person (
    person_id text primary key,
    login text not null unique,
    name text not null,
    org_path text not null,
    password_hash text,
    must_change_password bigint not null default 0,
    active bigint not null default 1,
    failed_sign_ins bigint not null default 0,
    locked_until text
);

create table person_role (
    person_id text not null references person (person_id),
    role text not null,
    valid_from text not null,
    valid_to text not null default '9999-12-31',
    primary key (person_id, role, valid_from)
);

-- One sign-in of one person; the cookie names it. Ending it ends the session at the next request, wherever it runs.
create table sign_in (
    sign_in_id text primary key,
    person_id text not null references person (person_id),
    at text not null,
    ended_at text
);
create index sign_in_person on sign_in (person_id);

-- What holds for the whole installation, such as demo = 1.
create table setting (
    name text primary key,
    value text not null
);

-- An address of a list that a person has given a name.
create table saved_view (
    person_id text not null references person (person_id),
    path text not null,
    name text not null,
    query text not null,
    primary key (person_id, path, name)
);

-- Qualification of an inspector: level 3 up to 0.4 kV, level 2 up to 10 kV, level 1 above (rules/inspection).
create table qualification (
    person_id text not null references person (person_id),
    level bigint not null,
    valid_from text not null,
    valid_to text not null,
    certificate_no text,
    primary key (person_id, level, valid_from)
);
