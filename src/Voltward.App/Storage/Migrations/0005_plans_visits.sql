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
    plan_id text primary key,                           -- JH-2026-W48-1
    week text not null,                                 -- ISO week, 2026-W48
    org_path text not null,
    state text not null,                                -- draft approved withdrawn closed
    run_id text,
    crew_days bigint not null,
    provisional bigint not null default 0,              -- 1: made for assumed crews, because none are registered
    objective_fen bigint not null, bound_fen bigint not null,
    price_of_one_more_crew_day_fen bigint not null,
    policy text not null,                               -- JSON: shares, caps, seed, versions
    made_by text not null, made_at text not null,
    approved_by text, approved_at text
);

-- A crew's day in a plan: who goes, and how many minutes are taken.
create table plan_slot (
    plan_id text not null references inspection_plan (plan_id),
    crew_id text not null,
    day text not null,
    inspector_1 text, inspector_2 text,
    minutes_available bigint not null, minutes_planned bigint not null,
    primary key (plan_id, crew_id, day)
);

-- Everything that could have been planned, chosen or not, with its probability of being chosen (C9).
create table plan_candidate (
    plan_id text not null references inspection_plan (plan_id),
    candidate_id text not null,
    source text not null,                               -- lead cycle hazard carry-over random (tip, audit, blind later)
    source_id text,
    marks text not null,                                -- every source that asked for it, comma-separated
    customer_no text, usage_point_no text, area_no text,
    org_path text not null,
    kind text not null,                                 -- as work_order.kind
    slice text not null,                                -- greedy novelty random cycle
    audit bigint not null default 0,                    -- 1: drawn at random from everybody, whatever else asked for it
    engine text,
    probability double precision, expected_wh bigint, price_micro_yuan bigint, recovery double precision, cost_fen bigint,
    value_fen bigint not null, safety_points double precision not null,
    minutes bigint not null, travel_minutes bigint not null,
    voltage_v bigint not null,
    propensity double precision not null,
    chosen bigint not null,
    why_code text not null, why_zh text not null, why_en text not null,
    primary key (plan_id, candidate_id)
);
create index plan_candidate_customer on plan_candidate (customer_no);

-- The chance of every eligible customer to be drawn for the random audit of a plan, drawn or not (C9).
create table plan_eligible (
    plan_id text not null references inspection_plan (plan_id),
    customer_no text not null,
    stratum text not null,
    propensity double precision not null,
    drawn bigint not null,
    primary key (plan_id, customer_no)
);

create table work_order (
    order_no text primary key,                          -- GD-2026-000001
    plan_id text references inspection_plan (plan_id),
    candidate_id text,
    lead_id text,
    carry_over_of text,                                 -- order whose undone items this one finishes
    hazard_id text,                                     -- hazard that is to be re-checked
    customer_no text, usage_point_no text, area_no text,
    org_path text not null,
    kind text not null,                                 -- customer-visit area-visit file-correction re-check
    reason_code text not null,                          -- reason for the scope (INS-6)
    day text, due_on text,
    crew_id text,
    inspector_1 text, inspector_2 text,
    checklist_id text not null,
    only_items text,                                    -- JSON array of item codes left over; null: the whole list
    voltage_v bigint not null default 220,
    phases bigint not null default 1, ct bigint not null default 0,
    minutes bigint not null default 0, travel_minutes bigint not null default 0,
    state text not null,                                -- draft approved under-way submitted returned partial done void
    note text,
    approved_by text, approved_at text,
    created_by text not null, created_at text not null
);
create index work_order_plan on work_order (plan_id);
create index work_order_customer on work_order (customer_no);
create index work_order_day on work_order (day, crew_id);
create index work_order_lead on work_order (lead_id);

-- A code that an inspector drew with the own account before departure; it proves that person's sign-in made offline.
create table visit_sign_code (
    order_no text not null references work_order (order_no),
    person_id text not null references person (person_id),
    code_sha256 text not null,
    drawn_at text not null,
    primary key (order_no, person_id)
);

create table visit (
    visit_id text primary key,                          -- made on the device
    order_no text not null references work_order (order_no),
    org_path text not null,
    checklist_id text not null,
    state text not null,                                -- started submitted accepted returned void
    started_at text not null, finished_at text,
    device_id text,
    supersedes text,                                    -- returned visit that this record corrects
    identity_shown_at text, purpose_stated bigint not null default 0,
    safety_confirmed_at text,
    customer_present text, signature text,              -- signature: signed-for refused absent
    refusal_reason text,
    undone text,                                        -- JSON array of required items without a valid answer
    void_reasons text,                                  -- JSON array of codes, when void
    flags text,                                         -- JSON array of codes for the reviewer's eye
    content_sha256 text,
    received_at text, submitted_by text,
    receipt text,                                       -- JSON, as it was answered
    reviewed_by text, reviewed_at text, review_note text
);
create index visit_order on visit (order_no);

-- The same visit id with other content: kept beside the first, for a person to decide.
create table visit_conflict (
    visit_id text not null references visit (visit_id),
    content_sha256 text not null,
    received_at text not null, received_from text not null,
    primary key (visit_id, content_sha256)
);

create table visit_inspector (
    visit_id text not null references visit (visit_id),
    person_id text not null references person (person_id),
    signed_in_at text not null,
    proof text not null default 'account',              -- account: own account; code: drawn code; none: unproven, does not count
    counted bigint not null default 0,                  -- 1: of the crew and qualified on the day
    primary key (visit_id, person_id)
);

create table visit_item (
    visit_id text not null references visit (visit_id),
    item_code text not null,
    answer text not null,                               -- ok fail not-applicable not-possible
    value double precision, unit text,
    note text,
    implausible bigint not null default 0,
    failed bigint not null default 0,
    answered_at text not null,
    primary key (visit_id, item_code)
);

create table visit_measurement (
    visit_id text not null references visit (visit_id),
    n bigint not null,
    quantity text not null,                             -- voltage current power power-factor reading clock-offset
    phase text, value double precision not null, unit text not null,
    implausible bigint not null default 0,
    instrument text, taken_at text not null,
    primary key (visit_id, n)
);

create table visit_seal (
    visit_id text not null references visit (visit_id),
    position text not null,
    expected_no text, found_no text,
    condition text not null,                            -- intact broken missing other-number unregistered not-checked
    primary key (visit_id, position)
);

create table visit_photo (
    visit_id text not null references visit (visit_id),
    n bigint not null,
    sha256 text not null,
    bytes bigint not null,
    item_code text, shot text not null,                 -- seal meter-number wiring nameplate overview other
    file_name text, media_type text not null,
    taken_at text, received_at text not null,
    primary key (visit_id, n)
);

create table visit_return_reason (
    visit_id text not null references visit (visit_id),
    item_code text not null,
    reason text not null,
    primary key (visit_id, item_code)
);

create table finding (
    finding_id text primary key,
    visit_id text not null references visit (visit_id),
    order_no text not null,
    customer_no text, area_no text,
    org_path text not null,
    kind text not null,                                 -- nothing hazard breach theft meter-fault file-error
    rule_id text,                                       -- VIO-1 … VIO-6, THF
    method text,
    description text not null,
    state text not null default 'open',                 -- open case closed
    found_at text not null, found_by text not null
);
create index finding_visit on finding (visit_id);
create index finding_customer on finding (customer_no);

create table hazard (
    hazard_id text primary key,                         -- YH-2026-000001
    finding_id text references finding (finding_id),
    visit_id text not null references visit (visit_id),
    item_code text,
    customer_no text, area_no text,
    org_path text not null,
    level text not null,                                -- general larger major
    description text not null,
    state text not null,                                -- found noticed closed
    found_on text not null, found_by text not null,
    due_on text not null,
    notice_no text, served_at text, served_how text, served_by text,
    closed_at text, closed_by text
);
create index hazard_customer on hazard (customer_no);

create table hazard_recheck (
    hazard_id text not null references hazard (hazard_id),
    n bigint not null,
    passed bigint not null,
    note text not null,
    checked_by text not null, checked_at text not null,
    primary key (hazard_id, n)
);
