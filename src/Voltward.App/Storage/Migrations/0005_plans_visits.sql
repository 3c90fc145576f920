create table crew (
    crew_id text primary key,
    name text not null,
    org_path text not null,
    active bigint not null default 1
);

create table crew_member (
    crew_id text not null references crew (crew_id),
    person_id text not null references person (person_id),
    primary key (crew_id, person_id)
);

create table inspection_plan (
    plan_id text primary key,
    week text not null,                                 -- ISO week, 2026-W48
    org_path text not null,
    state text not null,                                -- draft approved closed
    run_id text,
    crew_days bigint not null,
    objective_fen bigint not null, bound_fen bigint not null,
    price_of_one_more_crew_day_fen bigint not null,
    policy text not null,                               -- JSON: shares, caps, seed, versions
    made_by text not null, made_at text not null,
    approved_by text, approved_at text
);

-- Everything that could have been planned, chosen or not, with its probability of being chosen (C9).
create table plan_candidate (
    plan_id text not null references inspection_plan (plan_id),
    candidate_id text not null,
    source text not null,                               -- lead cycle hazard tip audit carry-over random blind
    source_id text,
    customer_no text, area_no text,
    slice text not null,                                -- greedy novelty random cycle
    value_fen bigint not null, safety_points double precision not null,
    minutes bigint not null,
    propensity double precision not null,
    chosen bigint not null,
    why_code text not null, why_zh text not null, why_en text not null,
    primary key (plan_id, candidate_id)
);

create table work_order (
    order_no text primary key,
    plan_id text references inspection_plan (plan_id),
    candidate_id text,
    lead_id text,
    customer_no text, usage_point_no text, area_no text,
    org_path text not null,
    kind text not null,                                 -- customer-visit area-visit file-correction re-check
    reason_code text not null,                          -- reason for the scope (INS-6)
    day text,
    crew_id text,
    inspector_1 text, inspector_2 text,
    checklist_id text not null,
    voltage_v bigint not null default 220,
    state text not null,                                -- draft approved under-way partial done returned void
    approved_by text, approved_at text,
    created_by text not null, created_at text not null
);
create index work_order_plan on work_order (plan_id);
create index work_order_customer on work_order (customer_no);

create table visit (
    visit_id text primary key,                          -- made on the device
    order_no text not null references work_order (order_no),
    org_path text not null,
    checklist_id text not null,
    state text not null,                                -- started submitted accepted returned void
    started_at text not null, finished_at text,
    identity_shown_at text, purpose_stated bigint not null default 0,
    safety_confirmed_at text,
    customer_present text, signature text,              -- signature: signed refused absent
    refusal_reason text,
    content_sha256 text,
    received_at text,
    reviewed_by text, reviewed_at text, review_note text
);
create index visit_order on visit (order_no);

create table visit_inspector (
    visit_id text not null references visit (visit_id),
    person_id text not null references person (person_id),
    signed_in_at text not null,
    primary key (visit_id, person_id)
);

create table visit_item (
    visit_id text not null references visit (visit_id),
    item_code text not null,
    answer text not null,                               -- ok fail not-applicable not-possible
    value double precision, unit text,
    note text,
    answered_at text not null,
    primary key (visit_id, item_code)
);

create table visit_measurement (
    visit_id text not null references visit (visit_id),
    n bigint not null,
    quantity text not null,                             -- voltage current power power-factor reading clock-offset
    phase text, value double precision not null, unit text not null,
    instrument text, taken_at text not null,
    primary key (visit_id, n)
);

create table visit_seal (
    visit_id text not null references visit (visit_id),
    position text not null,
    expected_no text, found_no text,
    condition text not null,                            -- intact broken missing other-number unregistered
    primary key (visit_id, position)
);

create table visit_photo (
    visit_id text not null references visit (visit_id),
    sha256 text not null,
    bytes bigint not null,
    item_code text, shot text not null,                 -- seal meter-number wiring overview other
    file_name text, media_type text not null,
    taken_at text, received_at text not null,
    primary key (visit_id, sha256)
);

create table finding (
    finding_id text primary key,
    visit_id text not null references visit (visit_id),
    org_path text not null,
    kind text not null,                                 -- nothing hazard breach theft meter-fault file-error
    rule_id text,                                       -- VIO-1 … VIO-6, THF
    method text,
    description text not null,
    state text not null default 'open',                 -- open case closed
    found_at text not null, found_by text not null
);
create index finding_visit on finding (visit_id);
