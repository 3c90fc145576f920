-- Tips (举报). An anonymous one holds nothing of who sent it: no name, number, address of the network, device, nor time of day.
create table tip_off (
    tip_no text primary key,                            -- JB-2026-000001
    org_path text not null,                             -- '/' until a customer or an area is known
    kind text not null,                                 -- theft danger other
    state text not null,                                -- received checking accepted refused duplicate passed-on visited
    place text not null,
    what text not null,
    seen text,                                          -- when, in the reporter's words
    label_code text,                                    -- code on the box whose label was read
    received_on text not null,                          -- the day alone
    decide_by text not null,
    code_hash text not null unique,                     -- slow, keyed hash of the reporter's code
    contact_sealed text,                                -- name and contact, AES-GCM; null: anonymous
    customer_no text, area_no text,
    taken_by text,
    decided_by text, decided_at text,
    reason text, reason_inside text,                    -- the reporter reads the first
    duplicate_of text references tip_off (tip_no),
    passed_to text,
    focus text,                                         -- what the crew is told to look at
    visit_by text,
    terms text not null                                 -- edition of the terms it was received under
);
create index tip_off_state on tip_off (state);
create index tip_off_customer on tip_off (customer_no);

create table tip_photo (
    tip_no text not null references tip_off (tip_no),
    n bigint not null,
    sha256 text not null,
    bytes bigint not null,
    primary key (tip_no, n)
);
create index tip_photo_sha256 on tip_photo (sha256);

create table tip_opening (
    tip_no text not null references tip_off (tip_no),
    n bigint not null,
    state text not null,                                -- asked approved refused opened
    why text not null,
    asked_by text not null, asked_at text not null,
    answered_by text, answered_at text,
    opened_at text,
    primary key (tip_no, n)
);

create table tip_reward (
    reward_no text primary key,                         -- JL-2026-000001; a paying cashier sees no tip
    tip_no text not null unique references tip_off (tip_no),
    amount_fen bigint not null,
    terms text not null,
    state text not null,                                -- proposed approved refused paid
    why text not null,
    proposed_by text not null, proposed_at text not null,
    answered_by text, answered_at text,
    paid_by text, paid_at text
);

-- A label says nothing: its code leads here.
create table tip_label (
    label_code text primary key,
    subject text not null, subject_no text not null,    -- customer area
    org_path text not null,
    made_by text not null, made_at text not null,
    unique (subject, subject_no)
);

-- What an order is to settle besides its own reason: tips and findings of the audit. The rest of a visit keeps them.
create table order_ask (
    order_no text not null references work_order (order_no),
    source text not null, source_id text not null,      -- tip audit-finding
    primary key (order_no, source, source_id)
);
create index order_ask_source on order_ask (source, source_id);
