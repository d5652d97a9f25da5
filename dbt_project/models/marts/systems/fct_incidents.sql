with incidents as (

    select * from {{ ref('stg_raw__incidents') }}

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

platform_clocks as (

    select * from {{ ref('int_regions__platform_clocks') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

happened as (

    select
        incidents.platform_id,
        incidents.incident_id,
        incidents.component,
        incidents.severity,
        incidents.region_id,
        incidents.started_at,
        {{ by_cut_off('incidents.detected_at') }} as detected_at,
        {{ by_cut_off('incidents.ended_at') }} as ended_at,
        cut_off.as_of
    from incidents
    cross join cut_off
    where incidents.started_at <= cut_off.as_of

)

-- One that ended unnoticed was never detected, however long one had waited.
select
    happened.platform_id,
    happened.incident_id,
    happened.component,
    happened.severity::smallint as severity,
    happened.region_id,
    local_spans.region_type,
    local_spans.city_tier::smallint as city_tier,
    local_spans.income_band::smallint as income_band,
    {{ add_seconds(
        'happened.started_at',
        'coalesce(local_spans.offset_seconds, platform_clocks.offset_seconds)'
    ) }}::date as business_date,
    happened.started_at,
    happened.detected_at,
    happened.ended_at,
    greatest(0, {{ seconds_between(
        'happened.started_at',
        'coalesce(happened.detected_at, happened.ended_at, happened.as_of)'
    ) }}) as detection_seconds,
    case when happened.detected_at is null then 'censored' else 'event' end as detection_fate,
    {{ seconds_between('happened.started_at', 'coalesce(happened.ended_at, happened.as_of)') }}
        as recovery_seconds,
    case when happened.ended_at is null then 'censored' else 'event' end as recovery_fate
from happened
left join local_spans
    on
        happened.region_id = local_spans.region_id
        and {{ in_local_span('happened.started_at') }}
left join platform_clocks
    on
        happened.platform_id = platform_clocks.platform_id
        and happened.started_at >= platform_clocks.starts_at
        and happened.started_at < platform_clocks.ends_at
