{%- set slot_seconds = var('slot_minutes') * 60 -%}
with rider_supply as (

    select * from {{ ref('stg_raw__rider_supply') }}
    where orders_outstanding is not null

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

staffing as (

    select * from {{ ref('int_riders__staffing') }}

),

queue as (

    select * from {{ ref('int_riders__queue') }}

),

queued_platforms as (

    select * from {{ ref('int_riders__queued_platforms') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

head_counts as (

    select
        rider_supply.platform_id,
        rider_supply.region_id,
        local_spans.region_type,
        local_spans.city_tier,
        local_spans.income_band,
        local_spans.offset_seconds,
        {{ slot_floor('rider_supply.observed_at', 'local_spans.offset_seconds') }} as slot_start,
        rider_supply.orders_outstanding,
        rider_supply.riders_on_shift,
        rider_supply.orders_outstanding / nullif(rider_supply.riders_on_shift, 0)
            as orders_per_rider
    from rider_supply
    inner join local_spans
        on
            rider_supply.region_id = local_spans.region_id
            and {{ in_local_span('rider_supply.observed_at') }}
    where rider_supply.observed_at <= (select cut_off.as_of from cut_off)

),

-- Whoever counts more often when much is going on shall not weigh it more.
counted as (

    select
        platform_id,
        region_id,
        region_type,
        city_tier,
        income_band,
        {{ add_seconds('slot_start', 'offset_seconds') }} as local_slot_start,
        slot_start,
        true as is_head_count,
        avg(orders_outstanding) as orders_waiting,
        avg(riders_on_shift) as riders,
        {{ exact_sum('orders_per_rider') }}::double / count(orders_per_rider) as orders_per_rider
    from head_counts
    group by 1, 2, 3, 4, 5, 6, 7

),

queued as (

    select
        staffing.platform_id,
        staffing.region_id,
        staffing.region_type,
        staffing.city_tier,
        staffing.income_band,
        {{ add_seconds(
            'staffing.business_date::timestamp', 'staffing.local_slot::integer * ' ~ slot_seconds
        ) }} as local_slot_start,
        staffing.slot_start,
        false as is_head_count,
        coalesce(queue.orders_unassigned, 0) as orders_waiting,
        staffing.rider_seconds_available / {{ slot_seconds }}::double as riders,
        coalesce(queue.orders_unassigned, 0) * {{ slot_seconds }}
        / nullif(staffing.rider_seconds_available, 0)::double as orders_per_rider
    from staffing
    inner join queued_platforms on staffing.platform_id = queued_platforms.platform_id
    left join queue
        on
            staffing.platform_id = queue.platform_id
            and staffing.region_id = queue.region_id
            and staffing.slot_start = queue.slot_start
    where staffing.rider_seconds_available is not null

),

readings as (

    select * from counted
    union all
    select * from queued

)

select
    platform_id,
    region_id,
    region_type,
    city_tier::smallint as city_tier,
    income_band::smallint as income_band,
    local_slot_start::date as business_date,
    extract(hour from local_slot_start)::smallint as hour_of_day,
    slot_start,
    is_head_count,
    orders_waiting,
    riders,
    orders_per_rider
from readings
