-- A random sample of accepted visits that other people look at again without knowing the first result (F3).
create table blind_sample (
    sample_id text primary key,                         -- FJ-2026-0001
    org_path text not null,
    from_day text not null, until_day text not null,    -- first visits of these days, both counted
    seed text not null, share double precision not null,
    within_days bigint not null,                        -- a later re-visit is reported apart
    busy bigint not null,                               -- visits left out because the customer has an unfinished order
    drawn_by text not null, drawn_at text not null
);

create table blind_stratum (
    sample_id text not null references blind_sample (sample_id),
    stratum text not null,                              -- crew and part of the organisation
    visits bigint not null, drawn bigint not null,
    primary key (sample_id, stratum)
);

-- While the order is open, no inspector outside the first crew can read the first visit: the condition stands in the data layer.
create table blind_reinspection (
    order_no text primary key references work_order (order_no),
    sample_id text not null references blind_sample (sample_id),
    first_visit_id text not null unique references visit (visit_id),
    stratum text not null,
    due_on text not null
);

-- Own sites and test boards with known faults, mixed into normal work (F4). Never shown to inspectors.
create table seeded_defect (
    seed_id text primary key,                           -- YZ-2026-0001
    customer_no text not null,
    org_path text not null,
    item_code text not null,                            -- the item that must fail
    defect_type text not null,
    planted_from text not null, planted_until text not null,    -- both counted
    planted_by text not null, planted_at text not null
);
create index seeded_defect_customer on seeded_defect (customer_no);

-- Perceptual hash of an original photo; derived, may be deleted at any time.
create table picture_hash (
    sha256 text primary key,
    gradient text, frequency text                       -- 16 hex digits each; null: no picture that can be decoded
);

-- One day of an approved plan, committed to by a published hash and opened on the day (D8).
create table plan_seal (
    plan_id text not null references inspection_plan (plan_id),
    day text not null,
    commitment text not null,                           -- SHA-256 of salt and content
    salt text not null, content text not null,
    sealed_by text not null, sealed_at text not null,
    opened_by text, opened_at text,
    primary key (plan_id, day)
);

-- Who may not be sent where, and who said so (D8).
create table recusal (
    person_id text not null references person (person_id),
    subject text not null,                              -- customer or area
    subject_no text not null,
    reason text not null,
    declared_by text not null, declared_at text not null,
    primary key (person_id, subject, subject_no)
);

-- Customers whose treatment was drawn by lot, with the chance of every arm (D7).
create table arm_draw (
    draw_id text primary key,                           -- GY-2026-0001
    org_path text not null,
    seed text not null,
    watch_until text not null,                          -- last day of the period in which the outcome counts; no other visit meanwhile
    drawn_by text not null, drawn_at text not null
);

create table arm_member (
    draw_id text not null references arm_draw (draw_id),
    customer_no text not null,
    lead_id text not null,
    org_path text not null,
    arm text not null,                                  -- visit letter remote none
    chance_visit double precision not null, chance_letter double precision not null,
    chance_remote double precision not null, chance_none double precision not null,
    probability double precision, wh_per_day bigint,    -- of the lead when drawn
    done_on text, done_by text,                         -- letter sent or remote check made
    primary key (draw_id, customer_no)
);
create index arm_member_customer on arm_member (customer_no);
