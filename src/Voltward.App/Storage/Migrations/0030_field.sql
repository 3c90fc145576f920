-- A device that inspectors carry: its key signs what it records, its last report says what still waits on it.
create table field_device (
    device_id text primary key,                         -- made on the device
    public_key text not null,                           -- P-256, SubjectPublicKeyInfo, base64
    person_id text not null references person (person_id),
    label text,
    enrolled_at text not null,
    revoked_at text, revoked_by text,
    seen_at text,                                       -- last report, with what had not been acknowledged by then
    waiting_visits bigint not null default 0, waiting_photos bigint not null default 0, oldest_at text
);

-- Code that one person drew for one order on one device; counts only in records of that device.
create table field_sign_code (
    device_id text not null references field_device (device_id),
    order_no text not null references work_order (order_no),
    person_id text not null references person (person_id),
    code_sha256 text not null,
    drawn_at text not null,
    primary key (device_id, order_no, person_id)
);

-- What the server found when it checked who signed a record; never changed.
create table visit_capture (
    visit_id text primary key references visit (visit_id),
    device_id text not null,
    signature text,                                     -- base64, over the bytes of the record
    verdict text not null,                              -- signed unsigned device-unknown device-revoked
    seq bigint, prev_sha256 text,
    clock_offset_ms bigint                              -- device minus server, as the device last saw it
);
