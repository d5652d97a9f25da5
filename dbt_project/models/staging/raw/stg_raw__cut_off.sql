with cut_off as (

    select * from {{ source('raw', 'cut_off') }}

)

select as_of from cut_off
