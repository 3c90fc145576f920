-- A hazard that a later visit saw again: one hazard, several sightings.
create table hazard_sighting (
    hazard_id text not null references hazard (hazard_id),
    visit_id text not null references visit (visit_id),
    seen_on text not null, seen_by text not null,
    note text,
    primary key (hazard_id, visit_id)
);

-- A record that failed the check of its signature or device: set aside whole, for a person to decide.
create table visit_quarantine (
    content_sha256 text primary key,                    -- the record itself lies among the originals under this hash
    visit_id text not null, order_no text not null, org_path text not null,
    device_id text not null, seq bigint, prev_sha256 text,
    signature text, reason_code text not null,
    received_at text not null, received_from text not null,
    state text not null,                                -- waiting released rejected arrived (later with a good signature)
    decided_by text, decided_at text, decision_note text
);
create index visit_quarantine_device on visit_quarantine (device_id);
create index visit_capture_device on visit_capture (device_id);
