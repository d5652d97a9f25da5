with rider_supply as (

    select * from {{ ref('stg_raw__rider_supply') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

)

select
    platform_id,
    region_id,
    observed_at,
    case
        when riders_on_shift = 0 then 'no_rider'
        when orders_outstanding < 0.75 * riders_on_shift then '<0.75'
        when orders_outstanding < riders_on_shift then '0.75-1'
        when orders_outstanding < 1.25 * riders_on_shift then '1-1.25'
        when orders_outstanding < 1.5 * riders_on_shift then '1.25-1.5'
        when orders_outstanding >= 1.5 * riders_on_shift then '>=1.5'
    end as pressure_class
from rider_supply
where observed_at <= (select cut_off.as_of from cut_off)
