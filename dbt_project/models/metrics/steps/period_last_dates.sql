with dates as (

    select business_date from {{ ref('dim_dates') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

grains as (

    select period_grain from periods_and_cuts
    group by period_grain

)

select
    grains.period_grain,
    {{ period_start('grains.period_grain', 'dates.business_date') }} as period_start,
    max(dates.business_date) as last_date
from dates
cross join grains
group by 1, 2
