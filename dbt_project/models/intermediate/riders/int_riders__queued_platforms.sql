with demand as (

    select * from {{ ref('int_riders__demand') }}

),

shifts as (

    select * from {{ ref('int_riders__shifts') }}

),

rider_supply as (

    select * from {{ ref('stg_raw__rider_supply') }}

)

select platform_id
from demand
where
    platform_id in (select shifts.platform_id from shifts)
    and platform_id not in (
        select rider_supply.platform_id from rider_supply
        where rider_supply.orders_outstanding is not null
    )
group by platform_id
having sum(handled_orders) > 0
