with orders as (

    select * from {{ ref('int_orders__as_of_cut_off') }}

)

select
    platform_id,
    {{ dbt.date_trunc('month', 'business_date') }}::date as business_month,
    quantile_cont(order_value_minor, {{ var('value_low_below_quantile') }}) as low_below_minor,
    quantile_cont(order_value_minor, {{ var('value_high_from_quantile') }}) as high_from_minor
from orders
where not is_test
group by 1, 2
