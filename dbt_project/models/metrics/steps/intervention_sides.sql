{%- set weeks = var('intervention_days') // 7 -%}
with clusters as (

    select * from {{ ref('intervention_clusters') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'intervention_effect'

),

-- The whole after against the whole before; and each week against the one before the start.
comparisons as (

    select week
    from (values (null::integer)
    {%- for week in range(-weeks, weeks) if week != -1 %}, ({{ week }}){% endfor -%}
    ) as comparisons (week)

),

merged as (

    select
        figure_platforms.published_as as platform_id,
        clusters.intervention_id,
        comparisons.week,
        clusters.is_treated = case
            when comparisons.week is null then clusters.is_after
            else clusters.week = comparisons.week
        end as is_added,
        clusters.is_treated,
        sum(clusters.top_box_surveys) as top_box,
        sum(clusters.scored_surveys) as scored
    from clusters
    inner join figure_platforms on clusters.platform_id = figure_platforms.platform_id
    inner join comparisons
        on comparisons.week is null or clusters.week in (comparisons.week, -1)
    group by 1, 2, 3, 4, 5, clusters.region_id, clusters.business_date

)

select
    platform_id,
    intervention_id,
    week,
    case when is_added then 1 else -1 end as sign,
    sum(top_box)::double as sum_n,
    sum(scored)::double as sum_d,
    sum(top_box * top_box)::double as sum_nn,
    sum(top_box * scored)::double as sum_nd,
    sum(scored * scored)::double as sum_dd,
    count(*) as clusters
from merged
group by platform_id, intervention_id, week, is_treated, is_added
