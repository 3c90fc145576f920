-- Items of the evidence pack that no other record proves; only added to, the latest of an item counts.
create table case_evidence (
    case_no text not null references inspection_case (case_no),
    n bigint not null,
    item text not null,                                 -- EVD-2 …
    reference text not null,                            -- number of the paper, or what the file is
    detail text,                                        -- laboratory, or the query that made the export
    sha256 text, bytes bigint, media_type text,         -- the original, when there is one
    filed_at text not null, filed_by text not null,
    primary key (case_no, n)
);

-- Innocent explanations and what came of each test; shown to the customer. The latest of an explanation counts.
create table case_innocent (
    case_no text not null references inspection_case (case_no),
    n bigint not null,
    explanation text not null,                          -- Vacancy Renovation …
    excluded bigint not null,                           -- 1: tested and excluded; 0: it explains the finding
    grounds text not null,
    reference text not null,
    tested_at text not null, tested_by text not null,
    primary key (case_no, n)
);
