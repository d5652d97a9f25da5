with figures as (

    select * from {{ ref('worked_out_figures') }}

),

metric_catalogue as (

    select * from {{ ref('metric_catalogue') }}

)

select
    figures.*,
    {{ is_public('metric_catalogue.unit') }} as is_public
from figures
inner join metric_catalogue on figures.metric_id = metric_catalogue.metric_id
