-- Import ledger and the list of lake files. A lake file exists for readers only when it stands in lake_part.
create table import_run (
    import_id text primary key,
    profile text not null,
    file_name text not null,
    content_sha256 text not null,                       -- of profile, mode and the content of every file
    rows bigint not null, loaded bigint not null, flagged bigint not null, rejected bigint not null, unchanged bigint not null,
    reasons text not null,                              -- JSON: code → count
    reject_file text,
    actor text not null,
    started_at text not null, finished_at text not null,
    org_path text not null default '/',
    seq bigint unique                                   -- order of the runs that changed anything
);
create index import_run_content on import_run (content_sha256);

create table import_file (
    import_id text not null references import_run (import_id),
    file_no bigint not null,
    file_name text not null,
    content_sha256 text not null,
    bytes bigint not null,
    primary key (import_id, file_no)
);

create table lake_part (
    part_file text primary key,                         -- path below the lake folder
    dataset text not null,                              -- energy interval curve event bill weather
    month text not null,                                -- yyyy-MM of its first day
    bucket bigint not null,                             -- customers of a bill part (0 to 15), -1: all
    role text not null default 'revision',              -- first: holds no key of any earlier part; revision: replaces; kept: replaced nothing
    rows bigint not null, bytes bigint not null,
    sha256 text not null,
    revision bigint not null,                           -- order of the imports; a later revision of the same natural key wins
    first_day text not null, last_day text not null,
    import_id text not null references import_run (import_id)
);
create index lake_part_dataset on lake_part (dataset, month, bucket);
