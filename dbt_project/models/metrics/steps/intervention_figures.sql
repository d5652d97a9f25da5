with sides as (

    select * from {{ ref('intervention_sides') }}

),

t_quantiles as (

    select * from {{ ref('t_quantiles') }}

),

ratios as (

    {{ clustered_variances('sides') }}

),

-- A cluster lies on one of the four sides, so that their squares add up, as in a regression on the
-- sides that is clustered (Liang & Zeger 1986); K / (K - 1) is that of all clusters together.
effects as (

    select
        platform_id,
        intervention_id,
        week,
        {{ exact_sum("sign * ratio") }}::double as effect,
        {{ exact_sum("variance * (clusters - 1) / clusters") }}::double as squares,
        sum(clusters) as clusters,
        min(clusters) as fewest_clusters,
        sum(sum_d)::bigint as n,
        min(intervention_id) over (partition by platform_id)
        = max(intervention_id) over (partition by platform_id) as is_only_one
    from ratios
    group by platform_id, intervention_id, week
    having count(*) = 4

),

half_widths as (

    select
        effects.*,
        case
            when fewest_clusters >= {{ var('clusters_needed_for_an_interval') }}
                then
                    sqrt(clusters / (clusters - 1.0) * squares)
                    * {{ student_t_975('(clusters - 1)', 't_quantiles.t_975') }}
        end as half_width
    from effects
    left join t_quantiles on effects.clusters - 1 = t_quantiles.degrees_of_freedom

)

select
    'intervention_effect' as metric_id,
    platform_id,
    'all' as period_grain,
    null::date as period_start,
    case
        when week is not null then 'week_from_start' when is_only_one then 'all'
        else 'intervention'
    end as cut,
    case
        when is_only_one then coalesce(week::varchar, 'all')
        else concat_ws(' ', intervention_id, week::varchar)
    end as member,
    null::double as numerator,
    null::double as denominator,
    effect as value,
    effect - half_width as ci_low,
    effect + half_width as ci_high,
    case when half_width is null then 'too_few_clusters' else 'cluster_t' end as ci_method,
    n
from half_widths
