with figure_needs as (

    select * from {{ ref('figure_needs') }}

),

platform_inputs as (

    select * from {{ ref('platform_inputs') }}

),

platforms as (

    select platform_id from platform_inputs
    where platform_id is not null
    group by platform_id

),

able as (

    select
        figure_needs.metric_id,
        platforms.platform_id
    from figure_needs
    cross join platforms
    left join platform_inputs
        on
            figure_needs.input = platform_inputs.input
            and coalesce(platform_inputs.platform_id, platforms.platform_id) = platforms.platform_id
    group by 1, 2
    having min(coalesce(platform_inputs.row_count, 0)) > 0

)

-- With one platform, its own figures would only repeat those of all.
select
    metric_id,
    platform_id,
    'all' as published_as
from able
union all
select
    metric_id,
    platform_id,
    platform_id as published_as
from able
where (select count(*) from platforms) > 1
