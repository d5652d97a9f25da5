-- Riders against what Erlang C asks for the orders that came, inside the windows and elsewhere, and
-- late deliveries with the effect of the missing riders and without.
with slots as (

    select
        region_id,
        date_trunc('hour', placed_at) as hour_start,
        time_bucket(interval 30 minute, placed_at) as slot_start,
        count(*) as orders_per_slot,
    from world.placed
    group by all

),

gaps as (

    select
        staffing.region_id,
        staffing.share_missing,
        sum(greatest(riders_required - riders_on_shift, 0))::bigint as riders_missing,
        sum(riders_required)::bigint as riders_required,
    from slots
    inner join world.riders_by_orders using (orders_per_slot)
    inner join world.staffing using (region_id, hour_start)
    group by all

),

lateness as (

    select
        region_id,
        share_missing,
        count(*) as delivered,
        count(*) filter (where lateness_seconds > 0) as late,
        count(*) filter (where lateness_seconds - shortage_seconds > 0) as late_without_shortage,
    from world.deliveries
    group by all

)

select
    *,
    round(riders_missing / riders_required, 6) as rider_gap_rate,
from gaps
inner join lateness using (region_id, share_missing)
order by region_id, share_missing
