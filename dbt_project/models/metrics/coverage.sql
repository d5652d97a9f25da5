with figure_needs as (

    select * from {{ ref('figure_needs') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}

),

platform_inputs as (

    select * from {{ ref('platform_inputs') }}

),

inputs as (

    select * from {{ ref('inputs') }}

),

-- The scarcest need is the reason: what no platform has, or else the fewest.
needs_met as (

    select
        figure_needs.metric_id,
        figure_needs.input,
        row_number() over (
            partition by figure_needs.metric_id
            order by
                count(*) filter (where platform_inputs.row_count > 0),
                figure_needs.place
        ) as scarcity
    from figure_needs
    left join platform_inputs on figure_needs.input = platform_inputs.input
    group by figure_needs.metric_id, figure_needs.input, figure_needs.place

),

able as (

    select metric_id from figure_platforms
    group by metric_id

)

select
    needs_met.metric_id,
    able.metric_id is not null as available,
    case when able.metric_id is null then inputs.reason_zh end as reason_zh,
    case when able.metric_id is null then inputs.reason_en end as reason_en
from needs_met
left join able on needs_met.metric_id = able.metric_id
left join inputs on needs_met.input = inputs.input
where needs_met.scarcity = 1
