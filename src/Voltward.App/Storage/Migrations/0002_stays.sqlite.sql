-- Stays of one usage point that are believed at the same time may not overlap (户变关系).
create trigger usage_point_stay before insert on usage_point
when new.known_to = '9999-12-31T00:00:00.0000000Z' and exists (
    select 1 from usage_point u where u.usage_point_no = new.usage_point_no and u.known_to = '9999-12-31T00:00:00.0000000Z'
        and u.valid_from < new.valid_to and new.valid_from < u.valid_to)
begin
    select raise(abort, 'usage point stays may not overlap');
end;

create trigger usage_point_stay_kept before update of usage_point_no, valid_from, valid_to on usage_point
begin
    select raise(abort, 'usage point rows are closed, never changed');
end;
