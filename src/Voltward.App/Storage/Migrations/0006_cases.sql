create table inspection_case (
    case_no text primary key,
    finding_id text not null unique references finding (finding_id),
    customer_no text, area_no text,
    org_path text not null,
    kind text not null,                                 -- theft breach
    rule_id text not null,
    state text not null,                                -- see CaseState
    conduct_from text, conduct_to text,                 -- days of the conduct, both counted; null: unknown
    opened_at text not null, opened_by text not null,
    facts text,                                         -- JSON: facts of the latest investigation, named as the rules name them
    legal_review text,                                  -- JSON {by, on, reference, multiplier}: decision of the legal department
    closed_at text, close_reason text
);
create index inspection_case_customer on inspection_case (customer_no);

-- Who did which step: the five duties of one case are five people (checked in the transaction that writes here).
create table case_step (
    case_no text not null references inspection_case (case_no),
    n bigint not null,
    step text not null,
    duty text,                                          -- investigate calculate review record collect
    actor text not null,
    at text not null,
    note text,
    primary key (case_no, n)
);

create table settlement (
    settlement_id text primary key,
    case_no text not null references inspection_case (case_no),
    version bigint not null,
    rule_id text not null, rule_set text not null,
    inputs text not null,                               -- JSON, exactly what was calculated from
    result text not null,                               -- JSON
    lines text not null,                                -- JSON: the trace, line by line
    blocked text,                                       -- JSON problem when it may not be served
    energy_wh bigint,
    charge_fen bigint, penalty_fen bigint,              -- 补交电费 / 违约使用电费: two kinds of money, never one sum
    state text not null,                                -- calculated approved returned superseded
    calculated_by text not null, calculated_at text not null,
    reviewed_by text, reviewed_at text, review_note text,
    unique (case_no, version)
);

create table case_document (
    document_id text primary key,
    case_no text references inspection_case (case_no),
    visit_id text,
    kind text not null,                                 -- work-order result-notice theft-notice breach-notice settlement-sheet
    number text not null,
    sha256 text not null, bytes bigint not null,
    media_type text not null,
    made_by text not null, made_at text not null,
    served_at text, served_how text, served_proof text
);
create index case_document_case on case_document (case_no);

-- What the customer contests, and the answer. One row per contested item.
create table case_dispute (
    case_no text not null references inspection_case (case_no),
    n bigint not null,
    item text not null,                                 -- line of the settlement, or a fact
    reason text not null,
    raised_at text not null, recorded_by text not null,
    answer text, upheld bigint,                         -- 1: our figure stands; 0: to be calculated again
    answered_at text, answered_by text,
    primary key (case_no, n)
);

create table payment (
    payment_id text primary key,
    case_no text not null references inspection_case (case_no),
    money text not null,                                -- back-billed-charge penalty-charge
    amount_fen bigint not null,
    paid_on text not null, receipt_no text not null,
    taken_by text not null, taken_at text not null,
    unique (receipt_no, money)
);
create index payment_case on payment (case_no);
