with rider_shifts as (

    select * from {{ ref('stg_raw__rider_shifts') }}

),

riders as (

    select * from {{ ref('stg_raw__riders') }}

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

)

-- A break is spread evenly over its shift, since nobody records when it was taken.
select
    rider_shifts.platform_id,
    rider_shifts.shift_id,
    rider_shifts.rider_id,
    rider_shifts.region_id,
    rider_shifts.started_at,
    least(rider_shifts.ended_at, cut_off.as_of) as ended_at,
    greatest(
        1 - coalesce(rider_shifts.break_minutes, 0) * 60
        / {{ seconds_between('rider_shifts.started_at', 'rider_shifts.ended_at') }}, 0
    ) as share_on_duty,
    rider_shifts.started_at
    < {{ dbt.dateadd('day', var('rider_is_new_days'), 'riders.hired_at') }} as is_new_rider,
    local_spans.offset_seconds,
    {{ add_seconds('rider_shifts.started_at', 'local_spans.offset_seconds') }}::date
        as business_date
from rider_shifts
cross join cut_off
inner join local_spans
    on
        rider_shifts.region_id = local_spans.region_id
        and {{ in_local_span('rider_shifts.started_at') }}
left join riders
    on
        rider_shifts.platform_id = riders.platform_id
        and rider_shifts.rider_id = riders.rider_id
where
    rider_shifts.started_at < cut_off.as_of
    and rider_shifts.ended_at > rider_shifts.started_at
