{%- set day = [
    'platform_id', 'region_id', 'region_type', 'city_tier', 'income_band', 'business_date', 'load_id',
] -%}
with orders as (

    select * from {{ ref('int_orders__as_of_cut_off') }}

),

days as (

    select
        {{ day | join(',\n        ') }},
        count(*) as orders
    from orders
    group by {{ day | join(', ') }}

),

-- By region, since an export may come in one file for each.
loads as (

    select
        platform_id,
        region_id,
        load_id,
        max(max(business_date)) over (
            partition by platform_id, region_id
            order by load_id
            rows between unbounded preceding and 1 preceding
        ) as newest_before
    from days
    group by platform_id, region_id, load_id

)

select
    days.platform_id,
    days.region_id,
    days.region_type,
    days.city_tier::smallint as city_tier,
    days.income_band::smallint as income_band,
    days.business_date,
    days.load_id,
    days.orders,
    case when days.business_date < loads.newest_before then days.orders else 0 end as late_orders
from days
inner join loads
    on
        days.platform_id = loads.platform_id
        and days.region_id = loads.region_id
        and days.load_id = loads.load_id
