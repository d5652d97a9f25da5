with business_dates as (

    select business_date from {{ ref('fct_orders') }}
    union all
    select business_date from {{ ref('fct_complaints') }}
    union all
    select business_date from {{ ref('fct_rider_slots') }}
    union all
    select business_date from {{ ref('fct_surveys') }}
    union all
    select business_date from {{ ref('fct_rider_accidents') }}
    union all
    select business_date from {{ ref('fct_incidents') }}
    union all
    select business_date from {{ ref('fct_system_days') }}

),

known as (

    select
        min(business_date) as first_date,
        max(business_date) as last_date
    from business_dates

),

dates as (

    select {{ dates_between('first_date', 'last_date') }} as business_date
    from known

)

select
    business_date,
    {{ dbt.date_trunc('week', 'business_date') }}::date as week_start,
    {{ dbt.date_trunc('month', 'business_date') }}::date as month_start,
    extract(isodow from business_date)::smallint as day_of_week
from dates
