with riders as (

    select * from {{ ref('stg_raw__riders') }}

),

shifts as (

    select * from {{ ref('int_riders__shifts') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

worked as (

    select
        platform_id,
        rider_id,
        min_by(region_id, started_at) as first_region_id,
        min(started_at) as first_shift_at,
        max(started_at) as last_shift_at,
        count(*) as shifts_worked
    from shifts
    group by platform_id, rider_id

)

select
    coalesce(riders.platform_id, worked.platform_id) as platform_id,
    coalesce(riders.rider_id, worked.rider_id) as rider_id,
    coalesce(riders.region_id, worked.first_region_id) as region_id,
    riders.employment_type,
    riders.hired_at,
    {{ by_cut_off('riders.left_at') }} as left_at,
    worked.first_shift_at,
    worked.last_shift_at,
    worked.shifts_worked
from riders
full outer join worked
    on
        riders.platform_id = worked.platform_id
        and riders.rider_id = worked.rider_id
cross join cut_off
