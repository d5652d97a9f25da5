{%- set slot_seconds = var('slot_minutes') * 60 -%}
with on_duty as (

    select * from {{ ref('int_riders__on_duty') }}

),

demand as (

    select * from {{ ref('int_riders__demand') }}

),

regions_served as (

    select * from {{ ref('int_regions__served') }}

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

-- A rota is known for the whole platform: a region nobody was sent to had no riders.
rota_ranges as (

    select
        platform_id,
        min(slot_start) as first_slot,
        max(slot_start) as last_slot
    from on_duty
    where is_from_shifts
    group by platform_id

),

-- A head count and an order speak for their own region only.
ranges as (

    select
        platform_id,
        region_id,
        min(first_slot) as first_slot,
        max(last_slot) as last_slot
    from (
        select
            regions_served.platform_id,
            regions_served.region_id,
            rota_ranges.first_slot,
            rota_ranges.last_slot
        from regions_served
        inner join rota_ranges on regions_served.platform_id = rota_ranges.platform_id
        union all
        select
            platform_id,
            region_id,
            slot_start as first_slot,
            slot_start as last_slot
        from on_duty
        where not is_from_shifts
        union all
        select
            platform_id,
            region_id,
            slot_start as first_slot,
            slot_start as last_slot
        from demand
    ) as known
    group by 1, 2

),

-- Begun anew in each span, because a change of clock or of half-hours moves the slots.
region_spans as (

    select
        ranges.platform_id,
        ranges.region_id,
        local_spans.region_type,
        local_spans.city_tier,
        local_spans.income_band,
        local_spans.offset_seconds,
        {{ slot_floor(
            'greatest(ranges.first_slot, local_spans.starts_at)', 'local_spans.offset_seconds'
        ) }} as first_slot,
        least(
            {{ add_seconds('ranges.last_slot', slot_seconds) }},
            local_spans.ends_at,
            {{ add_seconds('cut_off.as_of', '1 - ' ~ slot_seconds) }}
        ) as until_at
    from ranges
    cross join cut_off
    inner join local_spans
        on
            ranges.region_id = local_spans.region_id
            and ranges.last_slot >= local_spans.starts_at
            and ranges.first_slot < local_spans.ends_at

),

slots as (

    select
        *,
        {{ slots_from('first_slot', 'until_at') }} as slot_start
    from region_spans

)

select
    platform_id,
    region_id,
    region_type,
    city_tier,
    income_band,
    slot_start,
    {{ add_seconds('slot_start', 'offset_seconds') }}::date as business_date,
    {{ slot_of_day(add_seconds('slot_start', 'offset_seconds')) }}::smallint
        as local_slot
from slots
