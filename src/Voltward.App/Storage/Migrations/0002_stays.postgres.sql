-- Stays of one usage point that are believed at the same time may not overlap (户变关系).
create function usage_point_stay() returns trigger language plpgsql as $$
begin
    -- Two writers at once would not see each other's row.
    perform pg_advisory_xact_lock(hashtext('usage_point:' || new.usage_point_no));
    if new.known_to = '9999-12-31T00:00:00.0000000Z' and exists (
        select 1 from usage_point u where u.usage_point_no = new.usage_point_no and u.known_to = '9999-12-31T00:00:00.0000000Z'
            and u.valid_from < new.valid_to and new.valid_from < u.valid_to) then
        raise exception 'usage point stays may not overlap';
    end if;
    return new;
end $$;
create trigger usage_point_stay before insert on usage_point for each row execute function usage_point_stay();

create function usage_point_stay_kept() returns trigger language plpgsql as $$
begin
    raise exception 'usage point rows are closed, never changed';
end $$;
create trigger usage_point_stay_kept before update of usage_point_no, valid_from, valid_to on usage_point
    for each row execute function usage_point_stay_kept();
