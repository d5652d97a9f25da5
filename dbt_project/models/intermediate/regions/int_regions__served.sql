with demand as (

    select * from {{ ref('int_riders__demand') }}

),

on_duty as (

    select * from {{ ref('int_riders__on_duty') }}

)

select
    platform_id,
    region_id
from demand
union
select
    platform_id,
    region_id
from on_duty
