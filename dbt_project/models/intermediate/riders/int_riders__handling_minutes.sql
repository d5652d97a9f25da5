with demand as (

    select * from {{ ref('int_riders__demand') }}

),

slots as (

    select * from {{ ref('int_riders__slots') }}

),

days as (

    select
        platform_id,
        region_id,
        business_date,
        sum(handled_orders) as handled_orders,
        sum(handling_seconds) as handling_seconds
    from demand
    group by 1, 2, 3
    union all
    select
        platform_id,
        region_id,
        business_date,
        0 as handled_orders,
        null as handling_seconds
    from slots
    group by 1, 2, 3

),

trailing_sums as (

    select
        platform_id,
        region_id,
        business_date,
        sum(handled_orders) over so_far as handled_orders,
        sum(handling_seconds) over so_far as handling_seconds
    from days
    window so_far as (
        partition by platform_id, region_id
        order by business_date
        range between interval {{ var('handling_days_before') }} day preceding and current row
    )

)

-- Whole minutes, and at least one, are what the staffing table knows.
select
    platform_id,
    region_id,
    business_date,
    greatest(
        1,
        coalesce(
            round(max(handling_seconds) / nullif(max(handled_orders), 0) / 60),
            {{ var('handling_default_minutes') }}
        )
    )::integer as handling_minutes
from trailing_sums
group by 1, 2, 3
