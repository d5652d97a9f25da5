with units as (

    select * from {{ ref('fairness_units') }}

),

cut_off as (

    select cut_off_date from {{ ref('int_regions__cut_off_date') }}

),

run as (

    select min(business_date) as first_date from {{ ref('dim_dates') }}

),

periods as (

    select
        units.*,
        periods.period_grain,
        coalesce(
            {{ period_start('periods.period_grain', 'units.business_date') }}, run.first_date
        ) as period_start
    from units
    cross join run
    cross join (values ('month'), ('all')) as periods (period_grain)

),

-- A month is compared once its last day is settled; of the whole run, all that is settled.
mature as (

    select periods.*
    from periods
    cross join cut_off
    where
        periods.period_grain = 'all'
        or {{ period_end('periods.period_grain', 'periods.period_start', 'periods.period_start') }}
        + periods.maturity_days <= cut_off.cut_off_date

)

{% for cut in var('fairness_references') %}
{%- set member = 'region_id' if cut == 'region' else cut %}
select
    metric_id,
    family,
    ci_method,
    platform_id,
    period_grain,
    period_start,
    '{{ cut }}' as cut,
    {{ member }}::varchar as member,
    business_date,
    stratum,
    sum(numerator)::double as numerator,
    sum(denominator)::double as denominator,
    sum(units)::bigint as units
from mature
where {{ member }} is not null
group by all
{{ "union all" if not loop.last }}
{%- endfor %}
