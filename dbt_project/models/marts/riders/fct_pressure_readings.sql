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
        {{ add_seconds('rider_supply.observed_at', 'local_spans.offset_seconds') }}
            as local_read_at,
        rider_supply.observed_at as read_at,
        true as is_head_count,
        rider_supply.orders_outstanding as orders_waiting,
        rider_supply.riders_on_shift::double as riders
    from rider_supply
    inner join local_spans
        on
            rider_supply.region_id = local_spans.region_id
            and rider_supply.observed_at >= local_spans.starts_at
            and rider_supply.observed_at < local_spans.ends_at
    where rider_supply.observed_at <= (select cut_off.as_of from cut_off)

),

half_hours as (

    select
        staffing.platform_id,
        staffing.region_id,
        staffing.region_type,
        staffing.city_tier,
        staffing.income_band,
        {{ add_seconds(
            'staffing.business_date::timestamp', 'staffing.local_slot::integer * ' ~ slot_seconds
        ) }} as local_read_at,
        {{ add_seconds('staffing.slot_start', slot_seconds) }} as read_at,
        false as is_head_count,
        coalesce(queue.orders_unassigned, 0) as orders_waiting,
        staffing.rider_seconds_available / {{ slot_seconds }}::double as riders
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

    select * from head_counts
    union all
    select * from half_hours

)

select
    platform_id,
    region_id,
    region_type,
    city_tier::smallint as city_tier,
    income_band::smallint as income_band,
    local_read_at::date as business_date,
    extract(hour from local_read_at)::smallint as hour_of_day,
    read_at,
    is_head_count,
    orders_waiting,
    riders,
    orders_waiting / nullif(riders, 0) as orders_per_rider
from readings
