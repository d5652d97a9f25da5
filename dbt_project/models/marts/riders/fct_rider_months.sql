with riders as (

    select * from {{ ref('dim_riders') }}

),

shifts as (

    select * from {{ ref('int_riders__shifts') }}

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

days_worked as (

    select
        platform_id,
        rider_id,
        business_date
    from shifts
    group by 1, 2, 3

),

rotas as (

    select
        platform_id,
        min(business_date) as first_date
    from days_worked
    group by platform_id

),

months as (

    select
        days_worked.platform_id,
        rotas.first_date,
        {{ dbt.date_trunc('month', 'days_worked.business_date') }}::date as month_start
    from days_worked
    inner join rotas on days_worked.platform_id = rotas.platform_id
    group by 1, 2, 3

),

worked_around as (

    select
        months.platform_id,
        months.month_start,
        days_worked.rider_id,
        bool_or(days_worked.business_date < months.month_start) as has_worked_before,
        bool_or(days_worked.business_date >= months.month_start) as has_worked_after
    from months
    inner join days_worked
        on
            months.platform_id = days_worked.platform_id
            and days_worked.business_date >= months.month_start - {{ var('churn_days') }}
            and days_worked.business_date < months.month_start + {{ var('churn_days') }}
    group by 1, 2, 3

),

rider_months as (

    select
        riders.*,
        local_spans.region_type,
        local_spans.city_tier,
        local_spans.income_band,
        months.first_date,
        months.month_start,
        coalesce(worked_around.has_worked_before, false) as has_worked_before,
        coalesce(worked_around.has_worked_after, false) as has_worked_after,
        {{ add_seconds('months.month_start::timestamp', '-local_spans.offset_seconds') }}
            as begins_at,
        {{ add_seconds(
            dbt.dateadd('day', var('churn_days'), 'months.month_start::timestamp'),
            '-local_spans.offset_seconds'
        ) }} as judged_at
    from months
    inner join riders on months.platform_id = riders.platform_id
    inner join local_spans
        on
            riders.region_id = local_spans.region_id
            and months.month_start::timestamp
            >= {{ add_seconds('local_spans.starts_at', 'local_spans.offset_seconds') }}
            and months.month_start::timestamp
            < {{ add_seconds('local_spans.ends_at', 'local_spans.offset_seconds') }}
    left join worked_around
        on
            months.platform_id = worked_around.platform_id
            and months.month_start = worked_around.month_start
            and riders.rider_id = worked_around.rider_id

)

select
    platform_id,
    rider_id,
    region_id,
    region_type,
    city_tier::smallint as city_tier,
    income_band::smallint as income_band,
    month_start as business_date,
    not has_worked_after or coalesce(left_at < judged_at, false) as is_churned
from rider_months
where
    -- On the first day of the first rota nobody has worked yet, so the books say who was active.
    (has_worked_before or month_start = first_date and hired_at <= begins_at)
    and coalesce(left_at >= begins_at, true)
    and judged_at <= (select cut_off.as_of from cut_off)
