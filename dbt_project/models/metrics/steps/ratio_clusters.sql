with measures as (

    select * from {{ ref('order_measures') }}
    union all
    select * from {{ ref('complaint_measures') }}
    union all
    select * from {{ ref('rider_slot_measures') }}

),

figure_terms as (

    select * from {{ ref('figure_terms') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}

)

select
    figure_terms.metric_id,
    figure_platforms.published_as as platform_id,
    measures.region_id,
    measures.region_type,
    measures.business_date,
    figure_terms.cut,
    coalesce(figure_terms.member, measures.member) as member,
    coalesce(sum(measures.measured) filter (where figure_terms.role = 'numerator'), 0)::bigint
        as numerator,
    coalesce(sum(measures.measured) filter (where figure_terms.role = 'denominator'), 0)::bigint
        as denominator,
    coalesce(sum(measures.measured) filter (where figure_terms.role = 'units'), 0)::bigint
        as units
from measures
inner join figure_terms
    on
        measures.measure = figure_terms.measure
        and measures.cut = figure_terms.measured_by
inner join figure_platforms
    on
        figure_terms.metric_id = figure_platforms.metric_id
        and measures.platform_id = figure_platforms.platform_id
group by 1, 2, 3, 4, 5, 6, 7
