with tracking as (

    select * from {{ ref('stg_raw__tracking') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

)

select
    platform_id,
    order_id,
    fixed_at,
    received_at,
    off_route_m,
    lead(fixed_at) over fixes_of_the_order as next_fixed_at,
    lead(off_route_m) over fixes_of_the_order as next_off_route_m
from tracking
where received_at <= (select cut_off.as_of from cut_off)
window
    fixes_of_the_order as (
        partition by platform_id, order_id
        order by fixed_at
    )
