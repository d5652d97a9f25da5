with figures as (

    select * from {{ ref('figure_values') }}
    union all by name
    select * from {{ ref('suppression_figures') }}

),

metric_catalogue as (

    select * from {{ ref('metric_catalogue') }}

),

run as (

    select
        min(business_date) as first_date,
        max(business_date) as last_date
    from {{ ref('dim_dates') }}

),

cut_off as (

    select cut_off_date from {{ ref('int_regions__cut_off_date') }}

)

select
    figures.metric_id,
    figures.platform_id,
    figures.period_grain,
    coalesce(figures.period_start, run.first_date) as period_start,
    figures.cut,
    figures.member,
    figures.numerator,
    figures.denominator,
    figures.value,
    figures.ci_low,
    figures.ci_high,
    figures.ci_method,
    figures.n,
    -- The last day of the period has to be over for as long as late facts may come.
    {{ period_end('figures.period_grain', 'figures.period_start', 'run.last_date') }}
    + metric_catalogue.maturity_days <= cut_off.cut_off_date as is_mature,
    metric_catalogue.rule_version,
    figures.is_public
from figures
inner join metric_catalogue on figures.metric_id = metric_catalogue.metric_id
cross join run
cross join cut_off
